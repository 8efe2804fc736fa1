/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import io.sampo.core.type.ClosureCodec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs a program on a class loader of its own, and sees whether that can be collected then. */
final class ClassUnloadingProcess {
    static final String COLLECTED = "collected";

    private static final int COLLECTIONS = 100;

    private ClassUnloadingProcess() {}

    /** Prints what became of the loader; takes the directory for the program's files. */
    public static void main(String[] arguments) throws Exception {
        WeakReference<ClassLoader> loader = runProgram(Path.of(arguments[0]));
        for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
            // Each time: what the job's threads still do at their end may come after the first.
            clearSoftReferences();
            System.gc();
            letTheJdkForget();
        }
        System.out.println(loader.get() == null ? COLLECTED : "held: " + loader.get());
        System.exit(0);
    }

    /**
     * Has its own copy of the job's classes, as when a launcher runs one program after the other.
     */
    private static final class ProgramLoader extends ClassLoader {
        private static final String OWN = "io.sampo.runtime.testkit.";

        ProgramLoader() {
            super(ClassUnloadingProcess.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known == null && name.startsWith(OWN)) {
                    known = define(name);
                }
                return known != null ? known : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static WeakReference<ClassLoader> runProgram(Path directory) throws Exception {
        ClassLoader loader = new ProgramLoader();
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(loader);
        try {
            @SuppressWarnings("unchecked") // the program's own type of Path is the JDK's
            Consumer<Path> program =
                    (Consumer<Path>)
                            loader.loadClass("io.sampo.runtime.testkit.Program")
                                    .getDeclaredConstructor()
                                    .newInstance();
            if (program.getClass().getClassLoader() != loader) {
                throw new IllegalStateException("The program is not on a loader of its own");
            }
            program.accept(directory);
        } finally {
            current.setContextClassLoader(before);
        }
        return new WeakReference<>(loader);
    }

    /**
     * The JDK drops what it knows of classes that were serialized when it serializes the next one.
     */
    private static void letTheJdkForget() {
        ClosureCodec.read(
                ClosureCodec.write(new ArrayList<>(List.of(1)), "test"),
                ClassUnloadingProcess.class.getClassLoader());
    }

    /** Fory holds generated code softly; such references are cleared before memory runs out. */
    private static void clearSoftReferences() {
        List<byte[]> ballast = new ArrayList<>();
        try {
            while (true) {
                ballast.add(new byte[1 << 30]);
            }
        } catch (OutOfMemoryError wanted) {
            ballast.clear();
        }
    }
}
