# The packages that this machine has restored, put into the SDK's image: a build in a container has no network here.
FROM mcr.microsoft.com/dotnet/sdk:10.0
ENV NUGET_PACKAGES=/packages
COPY . /packages
