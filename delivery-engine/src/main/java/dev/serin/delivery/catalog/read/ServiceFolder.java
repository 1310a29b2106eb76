package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.ServiceDescription;
import java.util.Optional;

/**
 * A folder that is a service.
 *
 * @param folder its path
 * @param name its name
 * @param description what its file says, when it has one
 */
record ServiceFolder(String folder, String name, Optional<ServiceDescription> description) {}
