using Octokit.Caching;
using Octokit.Internal;

namespace IncidentBot.GitHub.Asking;

/// <summary>
/// Remembers answers by their entity tags, since a 304 does not count against the rate limit; the least used go first.
/// </summary>
internal sealed class AnswerCache(int mostAnswers, int mostCharacters) : IResponseCache
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Address, CachedResponse.V1 Answer)>> byAddress = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Address, CachedResponse.V1 Answer)> byUse = [];
    private long characters;

    public Task<CachedResponse.V1> GetAsync(IRequest request)
    {
        lock (gate)
        {
            if (!byAddress.TryGetValue(Address(request), out var node))
                return Task.FromResult<CachedResponse.V1>(null!);

            byUse.Remove(node);
            byUse.AddLast(node);
            return Task.FromResult(node.Value.Answer);
        }
    }

    public Task SetAsync(IRequest request, CachedResponse.V1 cachedResponse)
    {
        lock (gate)
        {
            var address = Address(request);
            if (byAddress.TryGetValue(address, out var old))
                Forget(old);

            if (cachedResponse.ApiInfo.Etag is not null && Size(cachedResponse) <= mostCharacters)
            {
                byAddress[address] = byUse.AddLast((address, cachedResponse));
                characters += Size(cachedResponse);
            }

            while (byUse.Count > mostAnswers || characters > mostCharacters)
                Forget(byUse.First!);
        }

        return Task.CompletedTask;
    }

    private void Forget(LinkedListNode<(string Address, CachedResponse.V1 Answer)> node)
    {
        byUse.Remove(node);
        byAddress.Remove(node.Value.Address);
        characters -= Size(node.Value.Answer);
    }

    private static string Address(IRequest request) => request.Endpoint.OriginalString;

    private static int Size(CachedResponse.V1 answer) => (answer.Body as string)?.Length ?? 0;
}
