/** What every toolchain has in common: a workspace, stages, test counts, the tools it needs. */
@NullMarked
package dev.serin.delivery.build.toolchain;

import org.jspecify.annotations.NullMarked;
