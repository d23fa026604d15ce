# syntax=docker/dockerfile:1
FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install -y gcc libldap2-dev libsasl2-dev
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
ENTRYPOINT ["python", "main.py"]
