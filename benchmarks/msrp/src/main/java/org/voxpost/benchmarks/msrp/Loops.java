package org.voxpost.benchmarks.msrp;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** The transport of the raw peers, which is that of the stack. */
final class Loops {

    private Loops() {}

    static MultiThreadIoEventLoopGroup open() {
        return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    static Class<? extends ServerSocketChannel> server() {
        return NioServerSocketChannel.class;
    }

    static Class<? extends SocketChannel> client() {
        return NioSocketChannel.class;
    }
}
