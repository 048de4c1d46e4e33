package org.bittube.gateway.library;

import org.bittube.db.objects.ObjectRecord;

/** Is told what becomes of objects, on the library's event loop. */
public interface LibraryListener {
    /** There is a new one. */
    void added(ObjectRecord object);

    /** It has another title, or other people may see it. */
    void changed(ObjectRecord object);

    /** It is no more. */
    void removed(ObjectRecord object);
}
