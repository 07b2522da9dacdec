using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace RecycledNumbers.Chaos.Clusters;

/// <summary>Opens a listening loopback socket inside a namespace: a socket belongs to the namespace in which its thread stood when it was made, whoever uses it later.</summary>
internal static partial class NetworkDoor
{
    private const int NewNet = 0x40000000;

    /// <summary>A listener on 127.0.0.1 of the place; it is used from here.</summary>
    public static Task<Socket> Listen(NetworkPlace place, int port)
    {
        var opened = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread of its own, which ends: it never comes back out of the namespace.
        new Thread(() =>
        {
            try
            {
                using var there = File.OpenHandle($"/run/netns/{place.Name}");
                if (SetNamespace((int)there.DangerousGetHandle(), NewNet) != 0)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                }

                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                socket.Listen(512);
                opened.SetResult(socket);
            }
            catch (Exception fault)
            {
                opened.SetException(fault);
            }
        })
        { IsBackground = true }.Start();
        return opened.Task;
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);
}
