/** AnalysisTemplate and AnalysisRun of argoproj.io/v1alpha1, as on the wire. */
@NullMarked
package dev.serin.argo.analysis;

import org.jspecify.annotations.NullMarked;
