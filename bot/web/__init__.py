"""What is served over HTTP: Telegram's webhook, /healthz and /metrics, in one ASGI app on one port."""
