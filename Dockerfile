# The bot in a container: CPU only, not root, one image for every role.
#
#   docker build -t doorknock .
#   docker run --env-file .env -v doorknock:/data -p 3000:3000 doorknock
#   docker run --env-file .env doorknock run --roles deliver        (with DATABASE_URL=postgresql://…)

FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# PyTorch's CPU build: a server without a GPU has no use for some GB of CUDA libraries.
ARG PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu
RUN python -m venv /opt/doorknock
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
RUN /opt/doorknock/bin/pip install --constraint constraints.txt '.[int8,postgres]'

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 doorknock && install -d -o doorknock /data
COPY --from=build /opt/doorknock /opt/doorknock
WORKDIR /app
COPY routing_rules routing_rules
ENV PATH=/opt/doorknock/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/doorknock.db \
    WEB_HOST=0.0.0.0 \
    WEB_PORT=3000 \
    LOG_FORMAT=json \
    XDG_CACHE_HOME=/data/cache
USER doorknock
VOLUME /data
EXPOSE 3000
# Whether it lives: what is not ready (a model that loads, a Slack that is down) gets no better by a restart.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"WEB_PORT\"]}/livez', timeout=4)"]
ENTRYPOINT ["doorknock"]
CMD ["run"]
