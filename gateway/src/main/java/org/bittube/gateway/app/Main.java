package org.bittube.gateway.app;

/** Starts BitTube. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("BitTube");
    }
}
