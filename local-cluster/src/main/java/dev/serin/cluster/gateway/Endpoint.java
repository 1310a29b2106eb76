package dev.serin.cluster.gateway;

/**
 * A ready pod behind a Service.
 *
 * @param ip the pod's address
 * @param port where its container listens
 * @param pod its name
 * @param podTemplateHash the version it belongs to, or empty
 */
record Endpoint(String ip, int port, String pod, String podTemplateHash) {}
