package dev.serin.delivery.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An image's manifest: its configuration and its layers.
 *
 * @param schemaVersion always 2
 * @param mediaType {@link OciLayout#MANIFEST_TYPE}
 * @param config pointer to the configuration
 * @param layers pointers to the layers, lowest first
 * @param annotations sorted by name
 */
@JsonPropertyOrder({"schemaVersion", "mediaType", "config", "layers", "annotations"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record OciManifest(
    int schemaVersion,
    String mediaType,
    OciDescriptor config,
    List<OciDescriptor> layers,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists; the annotations may be left out. */
  public OciManifest(
      int schemaVersion,
      String mediaType,
      OciDescriptor config,
      List<OciDescriptor> layers,
      @Nullable Map<String, String> annotations) {
    this.schemaVersion = schemaVersion;
    this.mediaType = mediaType;
    this.config = config;
    this.layers = List.copyOf(layers);
    this.annotations =
        Collections.unmodifiableMap(
            annotations == null ? new TreeMap<>() : new TreeMap<>(annotations));
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException if the content is not one
   */
  public static OciManifest parse(byte[] content) throws IOException {
    try {
      return JSON.readValue(content, OciManifest.class);
    } catch (JsonProcessingException problem) {
      throw new IOException("not an OCI image manifest", problem);
    }
  }

  /** The same manifest with other annotations. */
  public OciManifest withAnnotations(Map<String, String> annotations) {
    return new OciManifest(schemaVersion, mediaType, config, layers, annotations);
  }

  /** This manifest as JSON; the same manifest always gives the same bytes. */
  public byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a manifest is plain data", impossible);
    }
  }
}
