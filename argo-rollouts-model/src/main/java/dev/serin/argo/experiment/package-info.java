/** Experiment of argoproj.io/v1alpha1, as on the wire. */
@NullMarked
package dev.serin.argo.experiment;

import org.jspecify.annotations.NullMarked;
