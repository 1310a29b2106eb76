/** Tests on a whole Kubernetes, which KUBECONFIG names. */
@NullMarked
package dev.serin.e2e.cluster;

import org.jspecify.annotations.NullMarked;
