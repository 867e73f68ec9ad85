package org.voxpost.msml.dialog;

/** How the primitives for captured text are told from those of RFC 5707, which has none. */
public final class TextNames {

    /** Their namespace. What in it is changed so that a script of today would mean something else gets another one. */
    public static final String NAMESPACE = "urn:voxpost:msml:text:1";

    private TextNames() {}
}
