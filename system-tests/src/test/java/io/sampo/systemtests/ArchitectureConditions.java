/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The vocabulary of the tests of {@link Architecture} that ArchUnit does not bring along. */
final class ArchitectureConditions {
    private static final Set<String> BARE =
            Set.of(
                    "java.lang.Throwable",
                    "java.lang.Exception",
                    "java.lang.RuntimeException",
                    "java.lang.Error");

    private ArchitectureConditions() {}

    /** One slice for each package; {@code x.internal} counts as {@code x}. */
    static SliceAssignment foldInternal() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return name.startsWith("io.sampo")
                        ? SliceIdentifier.of(ownerOf(name))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages with their internals";
            }
        };
    }

    /** Touches a member whose full name, as in {@code a.B.c(d.E)}, starts with one of these. */
    static ArchCondition<JavaClass> accessAny(String... prefixes) {
        List<String> wanted = List.of(prefixes);
        return condition(
                "access any of " + wanted,
                (type, found) ->
                        type.getAccessesFromSelf().stream()
                                .filter(
                                        access ->
                                                wanted.stream()
                                                        .anyMatch(nameOf(access)::startsWith))
                                .forEach(access -> found.accept(access, access.getDescription())));
    }

    static ArchCondition<JavaClass> declareSynchronizedMethods() {
        return condition(
                "declare synchronized methods",
                (type, found) ->
                        type.getMethods().stream()
                                .filter(m -> m.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                                .forEach(m -> found.accept(m, m.getDescription())));
    }

    /** Creates one of the four exceptions that say nothing, other than as a superclass's part. */
    static ArchCondition<JavaClass> throwBareExceptions() {
        return condition(
                "create exceptions without a type of their own",
                (type, found) ->
                        type.getConstructorCallsFromSelf().stream()
                                .filter(call -> BARE.contains(call.getTargetOwner().getName()))
                                .filter(call -> !isSuperCall(call))
                                .forEach(call -> found.accept(call, call.getDescription())));
    }

    static DescribedPredicate<JavaClass> readConfig() {
        return DescribedPredicate.describe(
                "read configuration",
                type ->
                        type.getAccessesFromSelf().stream()
                                .map(ArchitectureConditions::nameOf)
                                .anyMatch(
                                        name ->
                                                name.startsWith("com.typesafe.config.Config.get")
                                                        || name.startsWith(
                                                                "com.typesafe.config.Config.has")));
    }

    static ArchCondition<JavaClass> useOnlyTheirOwnInternals() {
        return unless(
                "use no internals but their own",
                (type, found) ->
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(ArchitectureConditions::entersForeignInternals)
                                .forEach(d -> found.accept(d, d.getDescription())));
    }

    static ArchCondition<JavaClass> keepInternalTypesOutOfSignatures() {
        return unless(
                "keep internal types out of public and protected signatures",
                (type, found) -> {
                    if (!isOffered(type.getModifiers())) {
                        return;
                    }
                    Stream<JavaClass> parents =
                            Stream.concat(
                                    type.getRawSuperclass().stream(),
                                    type.getRawInterfaces().stream());
                    parents.filter(ArchitectureConditions::isInternal)
                            .forEach(p -> found.accept(type, type + " extends " + p));
                    type.getMembers().stream()
                            .filter(member -> isOffered(member.getModifiers()))
                            .filter(ArchitectureConditions::mentionsInternal)
                            .forEach(m -> found.accept(m, m.getDescription()));
                });
    }

    private static boolean entersForeignInternals(Dependency dependency) {
        String target = dependency.getTargetClass().getPackageName();
        String owner = ownerOf(target);
        String user = dependency.getOriginClass().getPackageName();
        return target.startsWith("io.sampo")
                && !owner.equals(target)
                && !user.equals(owner)
                && !user.startsWith(owner + ".");
    }

    private static boolean mentionsInternal(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream()
                    .anyMatch(ArchitectureConditions::isInternal);
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .anyMatch(ArchitectureConditions::isInternal);
    }

    private static boolean isOffered(Set<JavaModifier> modifiers) {
        return !modifiers.contains(JavaModifier.SYNTHETIC)
                && (modifiers.contains(JavaModifier.PUBLIC)
                        || modifiers.contains(JavaModifier.PROTECTED));
    }

    private static boolean isInternal(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("io.sampo") && !ownerOf(name).equals(name);
    }

    /** The package that an internal one belongs to; any other belongs to itself. */
    private static String ownerOf(String packageName) {
        int at = (packageName + ".").indexOf(".internal.");
        return at < 0 ? packageName : packageName.substring(0, at);
    }

    private static boolean isSuperCall(JavaConstructorCall call) {
        return call.getOrigin().isConstructor()
                && call.getOriginOwner()
                        .getRawSuperclass()
                        .filter(parent -> parent.equals(call.getTargetOwner()))
                        .isPresent();
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTarget().getFullName();
    }

    /** For rules with {@code noClasses}: what is found is what they forbid. */
    private static ArchCondition<JavaClass> condition(String description, Search search) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                search.in(
                        type,
                        (where, what) -> events.add(SimpleConditionEvent.satisfied(where, what)));
            }
        };
    }

    /** For rules with {@code classes}: what is found breaks them. */
    private static ArchCondition<JavaClass> unless(String description, Search search) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                search.in(
                        type,
                        (where, what) -> events.add(SimpleConditionEvent.violated(where, what)));
            }
        };
    }

    @FunctionalInterface
    private interface Search {
        void in(JavaClass type, BiConsumer<Object, String> found);
    }
}
