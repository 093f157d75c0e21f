# One image for building and for serving. The bundled demonstration records are in it; compose.yaml leaves them out.
FROM python:3.11-slim-bookworm

WORKDIR /opt/palermo
COPY . .

# As root `debian-packages` installs what it names: tesseract with six languages.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends make \
    && ./debian-packages run documents \
    && rm -rf /var/lib/apt/lists/* \
    && make .venv/installed \
    && .venv/bin/pybabel -q compile -d translations \
    && useradd --system --uid 10001 --home-dir /var/lib/palermo --create-home palermo

ENV PATH=/opt/palermo/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PALERMO_DATA=/var/lib/palermo/data \
    PALERMO_STATE=/var/lib/palermo/state
USER palermo
VOLUME /var/lib/palermo
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/health', timeout=9)"]
CMD ["portal", "serve", "--host", "0.0.0.0"]
