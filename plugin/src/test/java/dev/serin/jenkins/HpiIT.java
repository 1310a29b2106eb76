package dev.serin.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** Takes {@code serin.hpi} apart, as Jenkins and a reviewer would. */
class HpiIT {

  private static final String INNER = "WEB-INF/lib/serin.jar";
  private static final Set<String> CSP_FREE =
      Set.of("<script", "<style", " style=", " onclick", " onload", "javascript:");
  private static final Map<String, byte[]> OUTER = new TreeMap<>();
  private static final Map<String, byte[]> FILES = new TreeMap<>();
  private static Manifest manifest = new Manifest();
  private static Manifest innerManifest = new Manifest();

  @BeforeAll
  static void open() throws IOException {
    try (JarFile file = new JarFile(Path.of("target", "serin.hpi").toFile())) {
      manifest = file.getManifest();
      for (ZipEntry entry : file.stream().filter(entry -> !entry.isDirectory()).toList()) {
        byte[] bytes =
            entry.getName().endsWith("tool/serin.jar")
                ? new byte[0]
                : file.getInputStream(entry).readAllBytes();
        OUTER.put(entry.getName(), bytes);
      }
    }
    byte[] inner = OUTER.get(INNER);
    try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(inner))) {
      innerManifest = jar.getManifest();
    }
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(inner))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          FILES.put(entry.getName(), zip.readAllBytes());
        }
      }
    }
  }

  private static byte[] bytes(String name) {
    return Objects.requireNonNull(FILES.get(name), () -> name + " is missing");
  }

  private static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static List<String> named(String end) {
    return FILES.keySet().stream().filter(name -> name.endsWith(end)).toList();
  }

  private static List<Class<?>> classes() {
    return named(".class").stream()
        .filter(name -> !name.endsWith("package-info.class"))
        .<Class<?>>map(name -> load(name.substring(0, name.length() - 6).replace('/', '.')))
        .toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, HpiIT.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name, e);
    }
  }

  private static boolean has(Method method, String annotation) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> type.getName().equals(annotation));
  }

  @Test
  void theManifestSaysWhatJenkinsReads() {
    Attributes main = manifest.getMainAttributes();
    assertEquals("serin", main.getValue("Short-Name"));
    assertEquals("2.426.2", main.getValue("Jenkins-Version"));
    assertEquals("17", main.getValue("Minimum-Java-Version"));
    for (String needed :
        List.of(
            "Long-Name",
            "Group-Id",
            "Plugin-Version",
            "Plugin-Dependencies",
            "Plugin-License-Name")) {
      assertTrue(main.getValue(needed) != null, needed);
    }
    for (String dependency : main.getValue("Plugin-Dependencies").split(",", -1)) {
      assertTrue(dependency.matches("[a-z0-9-]+:[\\w.]+(;resolution:=optional)?"), dependency);
    }
  }

  @Test
  void jenkinsTrustsTheClassesToBeSaved() {
    assertEquals("serin", innerManifest.getMainAttributes().getValue("Short-Name"));
    assertTrue(innerManifest.getMainAttributes().getValue("Plugin-Version") != null);
  }

  @Test
  void onlyThePluginsOwnClassesAreOnItsClassPath() {
    assertEquals(
        List.of(INNER),
        OUTER.keySet().stream().filter(name -> name.startsWith("WEB-INF/lib/")).toList());
    assertTrue(OUTER.containsKey("WEB-INF/tool/serin.jar"));
    assertTrue(OUTER.containsKey("WEB-INF/licenses.xml"));
    assertTrue(OUTER.containsKey("META-INF/LICENSE"));
    assertTrue(
        named(".class").stream().allMatch(name -> name.startsWith("dev/serin/jenkins/")),
        "foreign classes");
  }

  @Test
  void everyExtensionIsInTheIndexAndTheIndexHoldsNothingElse() {
    Set<String> annotated = annotated("hudson.Extension");
    Set<String> indexed =
        text("META-INF/annotations/hudson.Extension.txt")
            .lines()
            .map(line -> line.replaceAll("[({ ].*", "").strip())
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(annotated, indexed);
    byte[] serialised = bytes("META-INF/annotations/hudson.Extension");
    assertEquals((byte) 0xac, serialised[0]);
    assertEquals((byte) 0xed, serialised[1]);
  }

  @Test
  void symbolsAndInitializersAreInTheirIndexes() {
    assertEquals(
        annotated("org.jenkinsci.Symbol"),
        new TreeSet<>(text("META-INF/services/annotations/org.jenkinsci.Symbol").lines().toList()));
    Set<String> initializers =
        classes().stream()
            .filter(
                type ->
                    Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> has(method, "hudson.init.Initializer")))
            .map(Class::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        initializers,
        new TreeSet<>(
            text("META-INF/services/annotations/hudson.init.Initializer").lines().toList()));
  }

  private static Set<String> annotated(String annotation) {
    return classes().stream()
        .filter(
            type ->
                Arrays.stream(type.getDeclaredAnnotations())
                    .anyMatch(present -> present.annotationType().getName().equals(annotation)))
        .map(Class::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyJellyFileIsWellFormedEscapedAndFreeOfInlineScriptAndStyle()
      throws IOException, ParserConfigurationException, SAXException {
    assertTrue(named(".jelly").contains("index.jelly"));
    for (String name : named(".jelly")) {
      String jelly = text(name);
      assertTrue(jelly.startsWith("<?jelly escape-by-default='true'?>"), name);
      CSP_FREE.forEach(
          forbidden -> assertTrue(!jelly.contains(forbidden), name + " has" + forbidden));
      assertTrue(!jelly.contains("j:out"), name + " has unescaped output");
      try (InputStream in = new ByteArrayInputStream(FILES.get(name))) {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
      }
    }
  }

  @Test
  void everyTextOfAViewIsInItsBundleInEachLanguageAndTheBundlesHoldNothingElse()
      throws IOException {
    Pattern text = Pattern.compile("\\$\\{%([^}]*)}");
    for (String name : named(".jelly")) {
      Set<String> used =
          text.matcher(text(name))
              .results()
              .map(match -> match.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      for (String language : used.isEmpty() ? List.<String>of() : List.of("", "_de")) {
        String file = name.replaceFirst("\\.jelly$", language + ".properties");
        Properties bundle = new Properties();
        bundle.load(new ByteArrayInputStream(bytes(file)));
        assertEquals(used, new TreeSet<>(bundle.stringPropertyNames()), file);
      }
    }
  }

  @Test
  void everyTableSaysWhatItIsAndEveryFieldHasALabel() {
    for (String name : named(".jelly")) {
      for (String tag : text(name).split("(?=<)", -1)) {
        if (tag.startsWith("<table")) {
          assertTrue(tag.contains("aria-label=") || tag.contains("aria-labelledby="), name + tag);
        } else if (tag.startsWith("<th")) {
          assertTrue(!tag.startsWith("<th ") || tag.contains("scope="), name + tag);
        } else if (tag.startsWith("<input") && !tag.contains("type=\"hidden\"")) {
          assertTrue(tag.contains("aria-label=") || tag.contains(" id="), name + tag);
        }
      }
    }
  }

  @Test
  void everyFormFieldHasHelpAndAProperty() {
    Pattern field = Pattern.compile("<f:entry field=\"(\\w+)\"");
    for (String name : named("config.jelly")) {
      String folder = name.substring(0, name.lastIndexOf('/') + 1);
      Class<?> type = load(folder.substring(0, folder.length() - 1).replace('/', '.'));
      Matcher matcher = field.matcher(text(name));
      while (matcher.find()) {
        String property = matcher.group(1);
        text(folder + "help-" + property + ".html");
        String capital = Character.toUpperCase(property.charAt(0)) + property.substring(1);
        assertTrue(
            Arrays.stream(type.getMethods())
                .anyMatch(
                    method ->
                        method.getName().equals("get" + capital)
                            || method.getName().equals("is" + capital)),
            type + " has no " + property);
      }
    }
  }

  @Test
  void everyActionMethodNamesItsVerb() {
    for (Class<?> type : classes()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().matches("do[A-Z].*") && !method.isSynthetic() && !method.isBridge()) {
          assertTrue(
              has(method, "org.kohsuke.stapler.verb.POST")
                  || has(method, "org.kohsuke.stapler.interceptor.RequirePOST"),
              type.getSimpleName() + "." + method.getName() + " answers to every verb");
        }
      }
    }
  }

  @Test
  void noSignatureHasAServletType() {
    List<String> found = new ArrayList<>();
    for (Class<?> type : classes()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method
            .toGenericString()
            .matches(".*(javax|jakarta)\\.servlet.*|.*StaplerRe(quest|sponse).*")) {
          found.add(method.toGenericString());
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void everyMessageIsInTheBundleAndUsedByAMethod() throws IOException {
    Properties bundle = new Properties();
    bundle.load(new ByteArrayInputStream(FILES.get("dev/serin/jenkins/Messages.properties")));
    Set<String> keys =
        bundle.stringPropertyNames().stream()
            .map(key -> key.replace('.', '_'))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> methods =
        Arrays.stream(Messages.class.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .map(method -> method.getName().replaceFirst("^_", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(keys, methods);
  }
}
