# Files of a system under test, on top of the image below.
ARG BELOW
FROM ${BELOW}
COPY files /opt/ordeal/
