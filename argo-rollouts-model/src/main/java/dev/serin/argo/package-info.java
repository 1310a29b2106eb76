/** Java types of the custom resources of Argo Rollouts, {@code argoproj.io/v1alpha1}. */
@NullMarked
package dev.serin.argo;

import org.jspecify.annotations.NullMarked;
