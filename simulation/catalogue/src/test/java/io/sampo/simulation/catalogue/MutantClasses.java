/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The whole engine once more, with the classes of a mutant in place of its own. */
final class MutantClasses extends URLClassLoader {
    private final Map<String, byte[]> mutated;

    private MutantClasses(URL[] classPath, Map<String, byte[]> mutated) {
        super(classPath, ClassLoader.getPlatformClassLoader());
        this.mutated = mutated;
    }

    /** Compiles the mutant's sources and puts them before the present class path. */
    static MutantClasses of(List<Mutant.Edit> edits) throws IOException {
        String classPath = System.getProperty("java.class.path");
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(java.io.File.pathSeparator)) {
            urls.add(url(Path.of(entry)));
        }
        return new MutantClasses(urls.toArray(URL[]::new), compile(edits, classPath));
    }

    private static URL url(Path entry) throws MalformedURLException {
        return entry.toUri().toURL();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = mutated.get(name);
        return code == null ? super.findClass(name) : defineClass(name, code, 0, code.length);
    }

    private static Map<String, byte[]> compile(List<Mutant.Edit> edits, String classPath)
            throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("runtime-actors"))) {
            root = root.getParent();
        }
        Map<String, String> sources = new LinkedHashMap<>();
        for (Mutant.Edit edit : edits) {
            String source = sources.get(edit.file());
            if (source == null) {
                source = Files.readString(root.resolve(edit.file()));
            }
            int at = source.indexOf(edit.from());
            if (at < 0 || source.indexOf(edit.from(), at + 1) >= 0) {
                throw new AssertionError(
                        "The mutant does not fit the source any more: file="
                                + edit.file()
                                + " from="
                                + edit.from());
            }
            sources.put(edit.file(), source.replace(edit.from(), edit.to()));
        }
        if (sources.isEmpty()) {
            return Map.of();
        }
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((file, text) -> units.add(new Source(file, text)));
        Map<String, ByteArrayOutputStream> compiled = new HashMap<>();
        StringWriter problems = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean ok;
        try (JavaFileManager files =
                new Memory(compiler.getStandardFileManager(null, null, null), compiled)) {
            List<String> options =
                    List.of("-classpath", classPath, "-proc:none", "--release", "17", "-nowarn");
            ok = compiler.getTask(problems, files, null, options, null, units).call();
        }
        if (!ok) {
            throw new AssertionError("The mutant does not compile:\n" + problems);
        }
        Map<String, byte[]> classes = new HashMap<>();
        compiled.forEach((name, code) -> classes.put(name, code.toByteArray()));
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///" + file.substring(file.indexOf("io/sampo"))), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> compiled;

        Memory(JavaFileManager files, Map<String, ByteArrayOutputStream> compiled) {
            super(files);
            this.compiled = compiled;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location,
                String className,
                JavaFileObject.Kind kind,
                javax.tools.FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("mem:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream code = new ByteArrayOutputStream();
                    compiled.put(className, code);
                    return code;
                }
            };
        }
    }
}
