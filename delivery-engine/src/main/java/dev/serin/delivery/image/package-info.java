/** OCI images of services, the same bytes for the same inputs, and the folders that hold them. */
@NullMarked
package dev.serin.delivery.image;

import org.jspecify.annotations.NullMarked;
