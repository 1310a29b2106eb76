/** Plain Kubernetes manifests of a service, from its description and its environment. */
@NullMarked
package dev.serin.delivery.render;

import org.jspecify.annotations.NullMarked;
