from tests.integration.conftest import app, app_database, log_in, world

__all__ = ["app", "app_database", "log_in", "world"]
