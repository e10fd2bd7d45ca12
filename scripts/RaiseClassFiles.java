import static java.lang.classfile.ClassFile.StackMapsOption.GENERATE_STACK_MAPS;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Copies a jar whose classes are of Java 5 with the same classes in today's format: a start-up
/// archive takes none from before Java 6, so they would be parsed and verified, by the slow
/// verifier of their time, at every start.
///
/// Usage: java RaiseClassFiles.java FROM.jar TO.jar
public final class RaiseClassFiles {
  private final ClassFile format;

  private RaiseClassFiles(ClassLoader classes) {
    ClassHierarchyResolver known =
        ClassHierarchyResolver.ofClassLoading(classes)
            .orElse(ClassHierarchyResolver.defaultResolver());
    format = ClassFile.of(GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(known));
  }

  public static void main(String... arguments) throws IOException {
    Path from = Path.of(arguments[0]);
    Path to = Path.of(arguments[1]);
    try (URLClassLoader classes = new URLClassLoader(new URL[] {from.toUri().toURL()});
        JarFile in = new JarFile(from.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
      RaiseClassFiles raise = new RaiseClassFiles(classes);
      for (JarEntry entry : Collections.list(in.entries())) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        out.putNextEntry(new JarEntry(entry.getName()));
        out.write(isClass(entry.getName()) ? raise.raised(bytes) : bytes);
        out.closeEntry();
      }
    }
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.startsWith("META-INF/");
  }

  private byte[] raised(byte[] bytes) {
    ClassTransform version =
        ClassTransform.endHandler(
            builder -> builder.withVersion(ClassFile.latestMajorVersion(), 0));
    ClassTransform code =
        ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
    return format.transformClass(format.parse(bytes), version.andThen(code));
  }
}
