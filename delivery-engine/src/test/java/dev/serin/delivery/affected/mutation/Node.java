package dev.serin.delivery.affected.mutation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One component of the model. Mutable: a mutation works on a copy. */
final class Node {
  final String name;
  final Family family;
  final boolean service;
  final Set<String> needs;
  final Set<String> packages;
  final Map<String, String> sources;

  Node(String name, Family family, boolean service) {
    this(name, family, service, new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
  }

  private Node(
      String name,
      Family family,
      boolean service,
      Set<String> needs,
      Set<String> packages,
      Map<String, String> sources) {
    this.name = name;
    this.family = family;
    this.service = service;
    this.needs = needs;
    this.packages = packages;
    this.sources = sources;
  }

  Node copy() {
    return new Node(
        name,
        family,
        service,
        new TreeSet<>(needs),
        new TreeSet<>(packages),
        new TreeMap<>(sources));
  }

  String folder() {
    return family.folder() + "/" + name;
  }
}
