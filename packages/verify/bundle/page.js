// What a page writes that does everything: reads and creates, on web servers, in buckets and in the files of the browser.
export * from "@zarrkit/api";
export { DirectoryStore, FilesStore } from "@zarrkit/store-web-fs";
