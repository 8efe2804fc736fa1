/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.s3;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.ObjectPath;
import io.sampo.core.objects.ObjectStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of a storage that speaks S3. */
final class S3ObjectStore implements ObjectStore {
    /** What one request may delete, says the protocol. */
    private static final int MOST_DELETED = 1000;

    private final S3Client client;
    private final S3Settings settings;

    private S3ObjectStore(S3Client client, S3Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    static S3ObjectStore open(S3Settings settings) {
        return new S3ObjectStore(S3Clients.open(settings), settings);
    }

    @Override
    public void put(ObjectPath object, byte[] content) {
        attempt(
                "write",
                object,
                () ->
                        client.putObject(
                                to -> to.bucket(object.bucket()).key(object.key()),
                                RequestBody.fromBytes(content)));
    }

    @Override
    public Upload begin(ObjectPath object) {
        return attempt("write", object, () -> new S3Upload(client, settings, object));
    }

    @Override
    public int partBytes() {
        return settings.partBytes();
    }

    @Override
    public InputStream open(ObjectPath object) {
        return attempt("read", object, () -> new S3Download(client, settings, object));
    }

    @Override
    public OptionalLong size(ObjectPath object) {
        try {
            return OptionalLong.of(
                    client.headObject(what -> what.bucket(object.bucket()).key(object.key()))
                            .contentLength());
        } catch (SdkException failure) {
            if (S3Failures.isMissing(failure)) {
                return OptionalLong.empty();
            }
            throw S3Failures.of("look at", object, settings, failure);
        }
    }

    @Override
    public List<ObjectPath> children(ObjectPath directory) {
        List<ObjectPath> children = new ArrayList<>();
        for (ListObjectsV2Response page : pages(directory)) {
            for (CommonPrefix deeper : page.commonPrefixes()) {
                children.add((ObjectPath) directory.resolve("/" + deeper.prefix()));
            }
            page.contents().forEach(each -> children.add(path(directory, each)));
        }
        // some tools mark directories by empty objects
        children.remove(directory);
        return children;
    }

    @Override
    public Map<ObjectPath, Long> sizes(ObjectPath directory) {
        Map<ObjectPath, Long> sizes = new HashMap<>();
        for (ListObjectsV2Response page : pages(directory)) {
            page.contents().forEach(each -> sizes.put(path(directory, each), each.size()));
        }
        sizes.remove(directory);
        return sizes;
    }

    private List<ListObjectsV2Response> pages(ObjectPath directory) {
        ListObjectsV2Request request = below(directory, Integer.MAX_VALUE).delimiter("/").build();
        return attempt(
                "list", directory, () -> client.listObjectsV2Paginator(request).stream().toList());
    }

    private static ObjectPath path(ObjectPath bucket, S3Object object) {
        return (ObjectPath) bucket.resolve("/" + object.key());
    }

    @Override
    public List<ObjectPath> below(ObjectPath directory) {
        ListObjectsV2Request request = below(directory, Integer.MAX_VALUE).build();
        List<ObjectPath> objects = new ArrayList<>();
        attempt(
                "list",
                directory,
                () -> {
                    for (S3Object each : client.listObjectsV2Paginator(request).contents()) {
                        objects.add(path(directory, each));
                    }
                    return objects;
                });
        return objects;
    }

    @Override
    public boolean isDirectory(ObjectPath directory) {
        ListObjectsV2Request request = below(directory, 1).build();
        return attempt(
                "list", directory, () -> !client.listObjectsV2(request).contents().isEmpty());
    }

    private static ListObjectsV2Request.Builder below(ObjectPath directory, int most) {
        String key = directory.key();
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder()
                        .bucket(directory.bucket())
                        .prefix(key.isEmpty() ? "" : key + "/");
        return most == Integer.MAX_VALUE ? request : request.maxKeys(most);
    }

    @Override
    public void delete(Collection<ObjectPath> objects) {
        List<ObjectPath> all = List.copyOf(objects);
        for (int from = 0; from < all.size(); from += MOST_DELETED) {
            deleteSome(all.subList(from, Math.min(all.size(), from + MOST_DELETED)));
        }
    }

    private void deleteSome(List<ObjectPath> objects) {
        ObjectPath first = objects.get(0);
        if (objects.size() == 1) {
            attempt(
                    "delete",
                    first,
                    () ->
                            client.deleteObject(
                                    what -> what.bucket(first.bucket()).key(first.key())));
            return;
        }
        List<ObjectIdentifier> keys =
                objects.stream()
                        .map(each -> ObjectIdentifier.builder().key(each.key()).build())
                        .toList();
        DeleteObjectsResponse answer =
                attempt(
                        "delete",
                        first,
                        () ->
                                client.deleteObjects(
                                        what ->
                                                what.bucket(first.bucket())
                                                        .delete(
                                                                some ->
                                                                        some.objects(keys)
                                                                                .quiet(true))));
        if (!answer.errors().isEmpty()) {
            S3Error error = answer.errors().get(0);
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "Some objects could not be deleted: bucket="
                            + first.bucket()
                            + " endpoint="
                            + settings.place()
                            + " count="
                            + answer.errors().size()
                            + " first="
                            + error.key()
                            + ": "
                            + error.code()
                            + " "
                            + error.message()
                            + ". The keys must allow to delete below the address.");
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private <T> T attempt(String action, ObjectPath object, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException failure) {
            throw S3Failures.of(action, object, settings, failure);
        }
    }
}
