/** Who measures for an analysis, as on the wire: one record for each provider of Argo's. */
@NullMarked
package dev.serin.argo.analysis.provider;

import org.jspecify.annotations.NullMarked;
