/** Tests of what is installed in a cluster: manifests, CRDs, rights and policies. */
@NullMarked
package dev.serin.e2e.install;

import org.jspecify.annotations.NullMarked;
