using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>The real Kannel (Debian package <c>kannel</c>): bearerbox and smsbox on free loopback ports, at an SMS centre. Ended by their own processes.</summary>
internal sealed class Kannel : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly string folder = Directory.CreateTempSubdirectory("rn-kannel-").FullName;
    private readonly List<Process> processes = [];

    public string Url { get; private set; } = null!;

    /// <summary>Why it can't run here, or null. As root on Debian it is installed where it is missing.</summary>
    public static async Task<string?> Missing()
    {
        if (!File.Exists(Program("bearerbox")) && Environment.UserName == "root" && File.Exists("/usr/bin/apt-get"))
        {
            var install = new ProcessStartInfo("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "kannel"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            install.Environment["DEBIAN_FRONTEND"] = "noninteractive";
            using var apt = Process.Start(install)!;
            var output = Task.WhenAll(apt.StandardOutput.ReadToEndAsync(), apt.StandardError.ReadToEndAsync());
            await apt.WaitForExitAsync();
            await output;
        }

        return File.Exists(Program("bearerbox")) && File.Exists(Program("smsbox")) ? null : "Debian's package kannel is not installed, and cannot be installed here.";
    }

    public static async Task<Kannel> Start(int smsCentre)
    {
        var kannel = new Kannel();
        var (admin, box, send) = (FreePort.Take(), FreePort.Take(), FreePort.Take());
        kannel.Url = $"http://127.0.0.1:{send}/cgi-bin/sendsms";
        var file = Path.Combine(kannel.folder, "kannel.conf");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
            group = core
            admin-port = {admin}
            admin-password = secret
            admin-interface = "127.0.0.1"
            smsbox-port = {box}
            smsbox-interface = "127.0.0.1"
            box-allow-ip = "127.0.0.1"
            dlr-storage = internal
            sms-resend-freq = 1

            group = smsc
            smsc = smpp
            smsc-id = centre
            host = "127.0.0.1"
            port = {smsCentre}
            transceiver-mode = true
            smsc-username = registry
            smsc-password = secret
            system-type = ""
            reconnect-delay = 1

            group = smsbox
            bearerbox-host = "127.0.0.1"
            bearerbox-port = {box}
            sendsms-port = {send}
            sendsms-interface = "127.0.0.1"
            global-sender = 10690000

            group = sendsms-user
            username = registry
            password = secret
            concatenation = true
            max-messages = 10

            group = sms-service
            keyword = default
            text = ""
            max-messages = 0

            """));
        kannel.Run("bearerbox", file);
        await Listening(box);
        kannel.Run("smsbox", file);
        await Listening(send);
        return kannel;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(processes))
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Program(string name) => "/usr/sbin/" + name;

    private static Task Listening(int port) => Wait.Until(
        async () =>
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }, Patience);

    private void Run(string program, string file)
    {
        var process = Process.Start(new ProcessStartInfo(Program(program), ["-v", "4", file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
    }
}
