/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.type.ClosureCodec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine outlives a job, and holds nothing of it: no thread, no timer, no static, no
 * thread-local.
 */
class ClassUnloadingTest {
    private static final int COLLECTIONS = 100;

    @TempDir private Path directory;

    /**
     * Has its own copy of the job's classes, as when a launcher runs one program after the other.
     */
    private static final class ProgramLoader extends ClassLoader {
        private static final String OWN = "io.sampo.runtime.testkit.";

        ProgramLoader() {
            super(ClassUnloadingTest.class.getClassLoader());
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

    @Test
    void theClassesOfAJobCanBeCollectedWhenItHasEnded() throws Exception {
        WeakReference<ClassLoader> loader = runProgram();

        clearSoftReferences();
        for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
            System.gc();
            letTheJdkForget();
        }

        assertThat(loader.get()).isNull();
    }

    private WeakReference<ClassLoader> runProgram() throws Exception {
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
            assertThat(program.getClass().getClassLoader()).isSameAs(loader);
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
                ClassUnloadingTest.class.getClassLoader());
    }

    /** Fory holds generated code softly; such references are cleared before memory runs out. */
    private static void clearSoftReferences() {
        List<byte[]> ballast = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                ballast.add(new byte[1 << 30]);
                            }
                        })
                .isInstanceOf(OutOfMemoryError.class);
        ballast.clear();
    }
}
