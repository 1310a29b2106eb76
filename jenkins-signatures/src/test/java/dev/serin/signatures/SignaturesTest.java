package dev.serin.signatures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds each signature against what javap printed of the real classes. */
class SignaturesTest {

  /** Of jars whose signatures are not among the files: remoting, acegi's shim, and SCM's mix-in. */
  private static final Set<String> NOT_LISTED =
      Set.of(
          "hudson.remoting.Callable", "org.acegisecurity.Authentication", "jenkins.scm.RunWithSCM");

  private static final Path LISTS = Path.of("..", "..", "shared", "jenkins-api");

  @Test
  void everySignatureIsThatOfTheRealType() throws IOException {
    assumeTrue(Files.isDirectory(LISTS), "the real signatures are not here: " + LISTS);
    Map<String, List<String>> real = Listing.read(LISTS);
    List<String> wrong = new ArrayList<>();
    for (Class<?> type : signatures()) {
      if (!NOT_LISTED.contains(type.getName())) {
        List<String> listed = real.get(type.getName());
        if (listed == null) {
          wrong.add(type.getName() + " is not a Jenkins type");
        } else {
          compare(type, listed, wrong);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<Class<?>> signatures() throws IOException {
    Path classes = Path.of("target", "classes");
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .<Class<?>>map(name -> load(name.substring(0, name.length() - 6).replace('/', '.')))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, SignaturesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name, e);
    }
  }

  private static void compare(Class<?> type, List<String> listed, List<String> wrong) {
    String header = listed.get(0);
    boolean isInterface = header.contains("interface " + type.getName());
    if (type.isInterface() != isInterface) {
      wrong.add(type.getName() + " is of another kind: " + header);
    }
    if (!type.isInterface()
        && Modifier.isAbstract(type.getModifiers()) != header.contains("abstract class")) {
      wrong.add(type.getName() + " differs in abstract: " + header);
    }
    Set<String> members = listed.stream().skip(1).map(Listing::erased).collect(Collectors.toSet());
    for (Executable executable : executables(type)) {
      String signature = Listing.signature(type, executable);
      if (!members.contains(signature)) {
        wrong.add(type.getName() + " has no " + signature);
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (!field.isSynthetic()
          && listed.stream().noneMatch(line -> line.matches(".*\\b" + field.getName() + ";"))) {
        wrong.add(type.getName() + " has no field " + field.getName());
      }
    }
  }

  /**
   * What others can call; constructors without parameters that nobody can see are the compiler's.
   */
  private static List<Executable> executables(Class<?> type) {
    List<Executable> executables = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isSynthetic()) {
        executables.add(method);
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (Modifier.isPublic(constructor.getModifiers())
          || Modifier.isProtected(constructor.getModifiers())) {
        executables.add(constructor);
      }
    }
    return type.isEnum() || type.isAnnotation() ? List.of() : executables;
  }

  /** What javap printed. */
  private static final class Listing {

    private static final Set<String> PRIMITIVES =
        Set.of("boolean", "byte", "char", "double", "float", "int", "long", "short");

    static Map<String, List<String>> read(Path folder) throws IOException {
      Map<String, List<String>> types = new TreeMap<>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
          List<String> current = List.of();
          for (String line : Files.readAllLines(file)) {
            if (line.endsWith("{") && !line.startsWith(" ")) {
              current = new ArrayList<>(List.of(line));
              types.putIfAbsent(name(line), current);
            } else if (line.startsWith("  ")) {
              current.add(line.strip());
            }
          }
        }
      }
      return types;
    }

    private static String name(String header) {
      return header.replaceFirst(".*?(?:class|interface) ([\\w.$]+).*", "$1");
    }

    /** Static or not, name, and erased parameters; a question mark for a type variable. */
    static String erased(String member) {
      int open = member.indexOf('(');
      if (open < 0) {
        return member;
      }
      String before = member.substring(0, open);
      String name = before.substring(before.lastIndexOf(' ') + 1);
      String parameters = withoutGenerics(member.substring(open + 1, member.lastIndexOf(')')));
      String types =
          parameters.isBlank()
              ? ""
              : Arrays.stream(parameters.split(",", -1))
                  .map(parameter -> known(parameter.strip().replace("...", "[]")))
                  .collect(Collectors.joining(","));
      String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
      return (before.contains(" static ") ? "static " : "") + simple + "(" + types + ")";
    }

    private static String withoutGenerics(String text) {
      String before = text;
      String after = before.replaceAll("<[^<>]*>", "");
      while (!after.equals(before)) {
        before = after;
        after = before.replaceAll("<[^<>]*>", "");
      }
      return after;
    }

    static String signature(Class<?> type, Executable executable) {
      String name = executable instanceof Constructor ? type.getSimpleName() : executable.getName();
      return (Modifier.isStatic(executable.getModifiers()) ? "static " : "")
          + name
          + Arrays.stream(executable.getGenericParameterTypes())
              .map(Listing::raw)
              .collect(Collectors.joining(",", "(", ")"));
    }

    private static String raw(Type type) {
      if (type instanceof ParameterizedType parameterized) {
        return raw(parameterized.getRawType());
      }
      return known(type.getTypeName());
    }

    private static String known(String type) {
      return type.contains(".") || PRIMITIVES.contains(type.replace("[]", "")) ? type : "?";
    }
  }
}
