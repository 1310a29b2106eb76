/** Images of an OCI layout, unpacked for pods; images are untrusted input. */
@NullMarked
package dev.serin.cluster.image;

import org.jspecify.annotations.NullMarked;
