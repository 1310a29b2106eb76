/**
 * What every client of a Kubernetes API server must be told before it works with any kubeconfig.
 */
@NullMarked
package dev.serin.argo.client;

import org.jspecify.annotations.NullMarked;
