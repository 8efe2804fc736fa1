/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** A program in a jar: its main method, called with a class loader of its own. */
final class JarProgram implements Callable<Integer> {
    private final ClassLoader classes;
    private final Method main;
    private final List<String> arguments;

    private JarProgram(ClassLoader classes, Method main, List<String> arguments) {
        this.classes = classes;
        this.main = main;
        this.arguments = List.copyOf(arguments);
    }

    /**
     * Finds the program.
     *
     * @param mainClass null takes that of the jar's manifest
     * @throws StreamException with {@code INPUT_UNAVAILABLE} or {@code INVALID_PROGRAM}
     */
    static JarProgram open(Path jar, @Nullable String mainClass, List<String> arguments) {
        // Named, it would be looked for in a jar that is not there, and missed.
        String manifestClass = mainClassOf(jar);
        String name = mainClass == null ? manifestClass : mainClass;
        if (name == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "The jar does not say which class to run: jar="
                            + jar
                            + ". Name it with --class.");
        }
        try {
            URL[] urls = {jar.toUri().toURL()};
            // Lives as long as the process: the program's threads may outlive its main method.
            ClassLoader classes = new URLClassLoader(urls, JarProgram.class.getClassLoader());
            Method main = classes.loadClass(name).getMethod("main", String[].class);
            if (!Modifier.isStatic(main.getModifiers())) {
                throw noProgram(jar, name, new NoSuchMethodException(main + " is not static"));
            }
            return new JarProgram(classes, main, arguments);
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            throw noProgram(jar, name, e);
        }
    }

    private static StreamException noProgram(Path jar, String name, Throwable cause) {
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "The jar has no such program: jar="
                        + jar
                        + " class="
                        + name
                        + " cause="
                        + cause
                        + ". It needs a public static void main(String[]), and what that needs must be"
                        + " in the jar or on the class path of the nodes.",
                cause);
    }

    private static @Nullable String mainClassOf(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException e) {
            throw new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "The jar cannot be read: jar=" + jar + " cause=" + e,
                    e);
        }
    }

    @Override
    public Integer call() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            main.invoke(null, (Object) arguments.toArray(new String[0]));
            return 0;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
