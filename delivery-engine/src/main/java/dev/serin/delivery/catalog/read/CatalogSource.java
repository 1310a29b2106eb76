package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.UserError;

/** Where the catalogues of commits come from. */
public interface CatalogSource {
  /**
   * Returns the catalogue of a commit; it may hold no service.
   *
   * @throws InvalidInputException with all problems, when there are any
   */
  Catalog read(CommitTree tree);

  /**
   * Returns the catalogue of a commit that must hold a service.
   *
   * @throws UserError when it holds none
   */
  default Catalog readWithServices(CommitTree tree) {
    Catalog catalog = read(tree);
    if (catalog.services().isEmpty()) {
      throw new UserError(
          "Commit "
              + tree.commit().shortId()
              + " holds no service. A service is a folder with a service.yaml; without any such"
              + " file, a folder with a pom.xml or build.gradle and a main class, a go.mod"
              + " and a main package, a package.json with a start script, a Python project with a"
              + " program, or a Dockerfile. Add one and commit it;"
              + " `serin init` writes a first service.yaml for what it finds.");
    }
    return catalog;
  }
}
