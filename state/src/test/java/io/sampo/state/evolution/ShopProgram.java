/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.evolution;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.tools.ToolProvider;

/**
 * One version of a program of the package {@code shop}, compiled from source and loaded by itself,
 * so that classes of several versions have the same names.
 */
final class ShopProgram {
    /** The classes of version 1, by name. Changing them needs new stored snapshots. */
    static final Map<String, String> VERSION_1 =
            Map.of(
                    "Customer", "public record Customer(String region, int number) {}",
                    "Status", "public enum Status { OPEN, PAID }",
                    "Item", "public record Item(String name, long cents) {}",
                    "Payment",
                            "public sealed interface Payment permits Payment.Card, Payment.Cash {"
                                    + " record Card(String number) implements Payment {}"
                                    + " record Cash() implements Payment {} }",
                    "Order",
                            "public record Order(int quantity, String note, Status status, Item item,"
                                    + " java.util.List<Item> more, Payment payment) {}",
                    "Basket",
                            "public class Basket { public int total = 1; public String comment;"
                                    + " public java.util.List<String> items ="
                                    + " new java.util.ArrayList<>(); public String toString() {"
                                    + " return total + \" \" + items; } }",
                    "Values",
                            "public class Values implements java.util.function.Supplier<Object[]> {"
                                    + " public Object[] get() { Basket basket = new Basket();"
                                    + " basket.total = 42; basket.items.add(\"pear\");"
                                    + " return new Object[] { new Customer(\"north\", 7),"
                                    + " new Order(3, \"soon\", Status.PAID, new Item(\"pear\", 150),"
                                    + " java.util.List.of(new Item(\"plum\", 20)),"
                                    + " new Payment.Card(\"1234\")), basket,"
                                    + " new Item(\"nut\", 5) }; } }");

    /** What version 2 has otherwise: fields added, removed and in another order, and more names. */
    static final Map<String, String> VERSION_2 =
            Map.of(
                    "Status", "public enum Status { LOST, PAID, OPEN }",
                    "Item", "public record Item(long cents, String name, String colour) {}",
                    "Payment",
                            "public sealed interface Payment permits Payment.Card, Payment.Cash,"
                                    + " Payment.None {"
                                    + " record Card(String number, int year) implements Payment {}"
                                    + " record Cash() implements Payment {}"
                                    + " record None() implements Payment {} }",
                    "Order",
                            "public record Order(java.util.List<Item> more, long at, Status status,"
                                    + " Item item, Payment payment, int quantity) {}",
                    "Basket",
                            "public class Basket { public java.util.List<String> items ="
                                    + " new java.util.ArrayList<>(); public int total = 1;"
                                    + " public String shop = \"main\"; public String toString() {"
                                    + " return total + \" \" + items + \" \" + shop; } }",
                    "Values",
                            "public class Values implements java.util.function.Supplier<Object[]> {"
                                    + " public Object[] get() { Basket basket = new Basket();"
                                    + " basket.total = 42; basket.items.add(\"pear\");"
                                    + " return new Object[] { new Customer(\"north\", 7),"
                                    + " new Order(java.util.List.of(new Item(20, \"plum\", null)),"
                                    + " 0, Status.PAID, new Item(150, \"pear\", null),"
                                    + " new Payment.Card(\"1234\", 0), 3), basket,"
                                    + " new Item(5, \"nut\", null) }; } }");

    private final ClassLoader loader;

    private ShopProgram(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Compiles version 1 with some classes replaced, later ones first.
     *
     * @param directory for source and class files; empty
     */
    @SafeVarargs
    static ShopProgram compile(Path directory, Map<String, String>... changes) throws IOException {
        Files.createDirectories(directory);
        String[] arguments = new String[VERSION_1.size() + 4];
        arguments[0] = "-d";
        arguments[1] = directory.toString();
        arguments[2] = "-proc:none";
        arguments[3] = "-nowarn";
        int count = 4;
        for (String name : VERSION_1.keySet()) {
            String source = Objects.requireNonNull(VERSION_1.get(name));
            for (Map<String, String> change : changes) {
                source = change.getOrDefault(name, source);
            }
            Path file = directory.resolve(name + ".java");
            Files.writeString(file, "package shop; " + source);
            arguments[count++] = file.toString();
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
            throw new IllegalArgumentException("Does not compile: " + directory);
        }
        URL[] urls = {directory.toUri().toURL()};
        return new ShopProgram(new URLClassLoader(urls, ShopProgram.class.getClassLoader()));
    }

    ClassLoader loader() {
        return loader;
    }

    @SuppressWarnings("unchecked") // values of these classes are handled as objects
    Class<Object> type(String name) {
        try {
            return (Class<Object>) loader.loadClass("shop." + name);
        } catch (ClassNotFoundException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns a customer, an order, a basket and an item, the same in all versions. */
    Object[] values() {
        try {
            Object made = type("Values").getDeclaredConstructor().newInstance();
            return ((Supplier<?>) made).get() instanceof Object[] values ? values : new Object[0];
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
