/** Makes the CRDs from {@code src/crds}, and holds them to what they are made of. */
@NullMarked
package dev.serin.argo.crd;

import org.jspecify.annotations.NullMarked;
