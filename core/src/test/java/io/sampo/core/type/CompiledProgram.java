/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One version of a program: source code compiled in memory, with a class loader of its own. */
final class CompiledProgram extends ClassLoader {
    private final Map<String, byte[]> classes = new HashMap<>();

    private CompiledProgram() {
        super(CompiledProgram.class.getClassLoader());
    }

    /** Compiles {@code members} as the body of a class {@code shop.Program}. */
    static CompiledProgram of(String members) {
        String source =
                "package shop; import java.util.*; import java.time.*; public class Program { "
                        + members
                        + " }";
        CompiledProgram program = new CompiledProgram();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        boolean compiled =
                compiler.getTask(
                                null,
                                program.new Outputs(standard),
                                null,
                                List.of("-proc:none"),
                                null,
                                List.of(new Source(source)))
                        .call();
        if (!compiled) {
            throw new IllegalArgumentException("Does not compile: " + source);
        }
        return program;
    }

    /** Compiles a program with a method that makes a value, and calls it. */
    static Object make(String members, String expression) {
        CompiledProgram program =
                of(
                        "public static class Maker implements java.util.function.Supplier<Object> {"
                                + " public Object get() { return "
                                + expression
                                + "; } } "
                                + members);
        try {
            Class<?> maker = program.loadClass("shop.Program$Maker");
            return ((Supplier<?>) maker.getDeclaredConstructor().newInstance()).get();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Loads {@code shop.Program.<name>}. */
    Class<?> type(String name) {
        try {
            return loadClass("shop.Program$" + name);
        } catch (ClassNotFoundException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///shop/Program.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        Outputs(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            URI uri = URI.create("mem:///" + className.replace('.', '/') + ".class");
            return new SimpleJavaFileObject(uri, kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() throws IOException {
                            classes.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
