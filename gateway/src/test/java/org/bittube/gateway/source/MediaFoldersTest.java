package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFoldersTest {
    @TempDir
    Path root;

    private Path media;
    private Path other;
    private Path outside;
    private MediaFolders folders;

    @BeforeEach
    void make() throws IOException {
        root = root.toRealPath();
        media = Files.createDirectory(root.resolve("media"));
        other = Files.createDirectory(root.resolve("other"));
        outside = Files.createDirectory(root.resolve("outside"));
        Files.writeString(media.resolve("a.flv"), "a");
        Files.writeString(other.resolve("b.flv"), "b");
        Files.writeString(outside.resolve("secret.flv"), "s");
        folders = new MediaFolders(List.of(media, other, root.resolve("missing")));
    }

    @Test
    void findsFilesInside() {
        assertThat(folders.resolve(media.resolve("a.flv"))).isEqualTo(media.resolve("a.flv"));
        assertThat(folders.resolve(Path.of("a.flv"))).isEqualTo(media.resolve("a.flv"));
        assertThat(folders.resolve(Path.of("b.flv"))).isEqualTo(other.resolve("b.flv"));
    }

    @Test
    void aFileThatIsNotThereYetNeedsAParentInside() throws IOException {
        Files.createDirectory(media.resolve("sub"));
        assertThat(folders.resolve(Path.of("sub/new.flv"))).isEqualTo(media.resolve("sub/new.flv"));
        assertThat(folders.resolve(other.resolve("new.flv"))).isEqualTo(other.resolve("new.flv"));
        refused(outside.resolve("new.flv"));
        refused(media.resolve("nowhere/new.flv"));
    }

    @Test
    void noTraversal() {
        refused(Path.of("../outside/secret.flv"));
        refused(media.resolve("../outside/secret.flv"));
        refused(media.resolve("../outside/new.flv"));
        refused(media.resolve(".."));
        refused(media);
        refused(Path.of(""));
        refused(Path.of("/etc/passwd"));
        refused(root.resolve("media-but-not-quite.flv"));
    }

    @Test
    void noLinkThatLeadsOut() throws IOException {
        Files.createSymbolicLink(media.resolve("link.flv"), outside.resolve("secret.flv"));
        Files.createSymbolicLink(media.resolve("dangling.flv"), outside.resolve("later.flv"));
        Files.createSymbolicLink(media.resolve("folder"), outside);
        refused(media.resolve("link.flv"));
        refused(Path.of("link.flv"));
        refused(media.resolve("dangling.flv"));
        refused(media.resolve("folder/secret.flv"));
        refused(media.resolve("folder/new.flv"));
    }

    @Test
    void aLinkThatStaysInsideIsItsTarget() throws IOException {
        Files.createSymbolicLink(media.resolve("link.flv"), other.resolve("b.flv"));
        assertThat(folders.resolve(Path.of("link.flv"))).isEqualTo(other.resolve("b.flv"));
        Files.createSymbolicLink(media.resolve("near.flv"), media.resolve("a.flv"));
        assertThat(folders.resolve(Path.of("near.flv"))).isEqualTo(media.resolve("a.flv"));
    }

    @Test
    void aFolderThatIsALinkItselfIsWelcome() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("shortcut"), media);
        assertThat(new MediaFolders(List.of(link)).resolve(link.resolve("a.flv")))
                .isEqualTo(media.resolve("a.flv"));
    }

    @Test
    void withoutFoldersTheErrorSaysWhatToConfigure() {
        assertThatThrownBy(() -> new MediaFolders(List.of()).resolve(Path.of("a.flv")))
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("media-dirs");
    }

    private void refused(Path path) {
        assertThatThrownBy(() -> folders.resolve(path)).as("%s", path).isInstanceOf(SourceRefused.class);
    }
}
