package io.aiprism.bedrock.testkit;

/**
 * Where in a request something stands, in both notations that Bedrock's errors use.
 *
 * @param pointer such as {@code #/messages/0/role}
 * @param path such as {@code messages.1.member.role}, which counts from 1
 */
record Place(String pointer, String path) {
    static final Place ROOT = new Place("#", "");

    Place member(String name) {
        return new Place(pointer + "/" + name, path.isEmpty() ? name : path + "." + name);
    }

    Place element(int index) {
        return new Place(pointer + "/" + index, path + "." + (index + 1) + ".member");
    }
}
