# syntax=docker/dockerfile:1
FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install -y gcc libpq-dev
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
RUN SECRET_KEY=build-only python manage.py collectstatic --noinput
EXPOSE 8000
ENTRYPOINT ["gunicorn", "bookshop.wsgi", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
