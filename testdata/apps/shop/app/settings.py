"""Settings, from the environment."""

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Where the services are. Nothing is connected to before it is needed."""

    database_url: str = "postgresql+psycopg://shop@localhost/shop"
    redis_url: str = "redis://localhost:6379/0"


settings = Settings()
