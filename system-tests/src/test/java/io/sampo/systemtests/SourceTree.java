/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The project's files as they lie in the working copy, for rules that byte code cannot show. */
final class SourceTree {
    private static final Path ROOT = findRoot();

    private final List<Path> javaFiles;

    private SourceTree(List<Path> javaFiles) {
        this.javaFiles = javaFiles;
    }

    /** Finds all Java sources, those of tests too, but not what builds have generated. */
    static SourceTree scan() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new JavaFiles(found));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot walk the sources: root=" + ROOT, e);
        }
        return new SourceTree(found);
    }

    static Path root() {
        return ROOT;
    }

    List<Path> javaFiles() {
        return javaFiles;
    }

    /** Returns the pages for people who read about the project. */
    static List<Path> documents() {
        List<Path> found = new ArrayList<>();
        for (String directory : List.of("", "docs", "docs/design", "benchmarks")) {
            try (DirectoryStream<Path> pages =
                    Files.newDirectoryStream(ROOT.resolve(directory), "*.md")) {
                pages.forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot list: directory=" + directory, e);
            }
        }
        return found;
    }

    /** Tells whether there is a source with this name, in the package if one is named. */
    boolean hasClass(String packageSuffix, String simpleName) {
        String end = "/" + packageSuffix.replace('.', '/') + "/" + simpleName + ".java";
        String wanted = end.replace("//", "/");
        return javaFiles.stream().anyMatch(file -> unixPath(file).endsWith(wanted));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read: file=" + file, e);
        }
    }

    /** Path below the root, with slashes on every system. */
    static String unixPath(Path file) {
        return "/" + ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static Path findRoot() {
        Path start = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        for (Path dir = start; dir != null; dir = dir.getParent()) {
            if (Files.isDirectory(dir.resolve("system-tests"))
                    && Files.exists(dir.resolve(".mvn"))) {
                return dir;
            }
        }
        throw new IllegalStateException("No project root above the directory: start=" + start);
    }

    private static final class JavaFiles extends SimpleFileVisitor<Path> {
        private final List<Path> found;

        JavaFiles(List<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            Path name = dir.getFileName();
            boolean generated =
                    name != null && (name.toString().equals("target") || isHidden(name));
            return generated ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path name) {
            return name.toString().startsWith(".");
        }
    }
}
