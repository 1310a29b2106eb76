package dev.serin.demo.place.remote;

import dev.serin.delivery.registry.RegistryPrefix;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which cluster, and how it is reached.
 *
 * @param kubeconfig the file with the cluster; nothing for the usual one
 * @param context its name in that file; nothing for the current one
 * @param namespace of everything that is made there; it must not exist yet
 * @param registry where images are published
 * @param pullAs how the nodes call that registry and prefix, if not by the same name
 * @param baseRegistry a mirror for base images
 * @param plainHttp whether to do without TLS also with registries on other machines
 * @param gatewayClass the GatewayClass; nothing if the cluster has just one
 * @param gatewayAddress where customers find the Gateway; nothing for the address in its status
 * @param prometheus a Prometheus that scrapes the pods
 * @param agentImage an image of the deploy agent; nothing to make one of the checkout's
 * @param checkout the root of Serin's sources, where the agent has been built
 */
public record RemoteSettings(
    Optional<Path> kubeconfig,
    Optional<String> context,
    String namespace,
    RegistryPrefix registry,
    Optional<String> pullAs,
    Optional<String> baseRegistry,
    boolean plainHttp,
    Optional<String> gatewayClass,
    Optional<URI> gatewayAddress,
    Optional<URI> prometheus,
    Optional<String> agentImage,
    Path checkout) {

  /** The name by which the nodes pull an image. */
  String inCluster(String image) {
    String published = registry.toString() + "/";
    return pullAs.isPresent() && image.startsWith(published)
        ? pullAs.get() + "/" + image.substring(published.length())
        : image;
  }
}
