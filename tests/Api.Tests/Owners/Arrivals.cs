using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>What has arrived at a server, by recipient: moving the clock for one number reminds the owners of all.</summary>
internal sealed class Arrivals
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly List<(string To, JsonNode Message)> unread = [];
    private readonly SemaphoreSlim more = new(0);

    public void Add(string to, JsonNode message)
    {
        lock (unread) unread.Add((to, message));
        more.Release();
    }

    /// <summary>Whether a message to somebody has arrived that was not taken.</summary>
    public bool Any(string to)
    {
        lock (unread) return unread.Exists(m => m.To == to);
    }

    /// <summary>The oldest message to somebody, once there is one.</summary>
    public async Task<JsonNode> Next(string to)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            lock (unread)
            {
                var place = unread.FindIndex(m => m.To == to);
                if (place >= 0)
                {
                    var message = unread[place].Message;
                    unread.RemoveAt(place);
                    return message;
                }
            }

            await more.WaitAsync(limit.Token);
        }
    }
}
