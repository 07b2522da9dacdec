# mcr.microsoft.com/dotnet/aspnet:10.0; the context is the folder of the installed SDK.
FROM standin-debian:12
ENV APP_UID=1654 DOTNET_RUNNING_IN_CONTAINER=true ASPNETCORE_HTTP_PORTS=8080
RUN useradd --uid 1654 --user-group --create-home app && ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
COPY dotnet /usr/share/dotnet/dotnet
COPY host /usr/share/dotnet/host
COPY shared /usr/share/dotnet/shared
