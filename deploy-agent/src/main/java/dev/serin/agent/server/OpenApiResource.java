package dev.serin.agent.server;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The description of the REST API, as OpenAPI. A test keeps it to what there is. */
@Path("/api/v1/openapi.yaml")
public class OpenApiResource {

  static final String FILE = "/openapi.yaml";

  /** The document. */
  @GET
  @Produces("application/yaml")
  public String document() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(OpenApiResource.class.getResourceAsStream(FILE), FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
