package dev.serin.delivery.render;

import java.util.Optional;

/**
 * Where services are to run.
 *
 * @param system name of the system that they belong to
 * @param namespace of all objects
 * @param gateway name of the Gateway that routes requests to them
 * @param gatewayNamespace namespace of the Gateway; nothing if it is in the same one
 * @param host host name of routes that name none; nothing for any host
 * @param policies the canary policies that they can name
 */
public record Environment(
    String system,
    String namespace,
    String gateway,
    Optional<String> gatewayNamespace,
    Optional<String> host,
    CanaryPolicies policies) {}
