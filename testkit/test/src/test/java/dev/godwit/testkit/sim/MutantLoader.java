package dev.godwit.testkit.sim;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Loads Godwit anew, with some of its methods broken on purpose: the simulation, and each module
/// in which something is broken. What these stand on stays as it is, since code that is loaded anew
/// is slow for a while.
///
/// Breaking compiled code keeps the product free of seams that only a test would use, and each
/// break is seen by the whole world at once: nodes, devices, engines.
final class MutantLoader extends ClassLoader {
  private static final Pattern MODULE = Pattern.compile("dev\\.godwit\\.([a-z]+)\\..*");
  private static final String SIMULATION = "testkit";

  /// Modules on which only the simulation stands.
  private static final Set<String> TOP = Set.of("core", "device", SIMULATION);

  private final Set<String> anew = new HashSet<>(Set.of(SIMULATION));
  private final List<Edit> edits;
  private final ClassFile files =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(getParent())
                  .orElse(ClassHierarchyResolver.defaultResolver())));

  MutantLoader(List<Edit> edits) {
    super(MutantLoader.class.getClassLoader());
    this.edits = List.copyOf(edits);
    for (Edit edit : edits) {
      String broken = module(edit.target()).orElseThrow();
      if (!TOP.contains(broken)) {
        throw new IllegalArgumentException("others stand on " + broken);
      }
      anew.add(broken);
    }
  }

  private static Optional<String> module(String className) {
    Matcher ours = MODULE.matcher(className);
    return ours.matches() ? Optional.of(ours.group(1)) : Optional.empty();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (module(name).filter(anew::contains).isEmpty()) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = bytes(name);
    for (Edit edit : edits) {
      if (edit.target().equals(name)) {
        bytes = edit.applyTo(files, bytes);
      }
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(path)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new ClassNotFoundException(name, failure);
    }
  }
}
