package dev.godwit.testkit.sim;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.util.List;

/// Loads all of Godwit anew, with some of its methods broken on purpose.
///
/// Breaking compiled code keeps the product free of seams that only a test would use, and each
/// break is seen by the whole world at once: nodes, devices, engines.
final class MutantLoader extends ClassLoader {
  private static final String OURS = "dev.godwit.";

  private final List<Edit> edits;
  private final ClassFile files =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(getParent())
                  .orElse(ClassHierarchyResolver.defaultResolver())));

  MutantLoader(List<Edit> edits) {
    super(MutantLoader.class.getClassLoader());
    this.edits = List.copyOf(edits);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith(OURS)) {
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
