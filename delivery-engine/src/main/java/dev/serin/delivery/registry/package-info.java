/** OCI registries: what they hold is read and written by digest, and never believed unseen. */
@NullMarked
package dev.serin.delivery.registry;

import org.jspecify.annotations.NullMarked;
