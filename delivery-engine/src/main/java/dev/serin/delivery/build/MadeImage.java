package dev.serin.delivery.build;

import dev.serin.delivery.affected.Inputs;
import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.ImageContent;
import java.util.Optional;

/**
 * A service's image that is in the layout.
 *
 * @param service what it runs
 * @param digest of its manifest
 * @param content what was put into it
 * @param base what it builds upon
 * @param artifact what it was made from
 * @param inputs all that it depends on
 */
record MadeImage(
    Component service,
    Digest digest,
    ImageContent content,
    Optional<BaseImage> base,
    Artifact artifact,
    Inputs inputs) {}
